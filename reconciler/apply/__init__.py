"""Execute an approved plan wave by wave, and verify it by observing again."""
