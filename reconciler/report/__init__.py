"""What is shown: strings from data, in Bulgarian and English; nothing here decides."""
