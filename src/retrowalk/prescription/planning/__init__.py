"""Profile and Clearance → Plan → weeks: where, which protocol, how much, laid out in time."""
