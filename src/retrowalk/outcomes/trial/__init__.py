"""Does walking backward help this one person more than walking forward: design, schedule, analysis."""
