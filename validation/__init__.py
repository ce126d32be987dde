"""The validation book: every figure Retrowalk gives, measured on the open recordings. Run by ./validate."""
