"""What a release says of itself: descriptions, citation, checksums."""
