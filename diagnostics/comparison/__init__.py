"""Two versions of the application side by side: which shared cases change their answer, and why."""
