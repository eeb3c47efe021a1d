"""The report in a browser and under a checker of PDF/UA: `make browser` installs and runs these."""
