"""MgCDS: from a low serum magnesium to its cause and a safe plan."""

SOFTWARE_VERSION = "0 (unreleased)"  # what papers carry beside the version of the knowledge; see CHANGELOG.md
