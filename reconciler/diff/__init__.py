"""Where desired and observed differ; pure, and blind to vendors."""
