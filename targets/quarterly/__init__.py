"""A plan goal by goal, quarter by quarter."""
