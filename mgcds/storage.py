"""How static files are stored in production: compressed, and under names that carry their content's hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCE_MAP = "sourceMappingURL"


def _replaces_source_map(pattern) -> bool:
    """Whether a replacement pattern (an expression, or one with its template) looks for a source map."""
    expression = pattern if isinstance(pattern, str) else pattern[0]
    return SOURCE_MAP in expression


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Leaves comments that name a source map alone.

    The files in `static/vendor` are kept byte for byte as published, and their source maps, which only
    a debugger asks for, are not kept. Without this, collecting them would fail.
    """

    patterns = tuple(
        (extension, tuple(pattern for pattern in patterns if not _replaces_source_map(pattern)))
        for extension, patterns in CompressedManifestStaticFilesStorage.patterns
    )
