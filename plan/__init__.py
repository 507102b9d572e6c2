"""What to do about it: where security facilities are missing."""
