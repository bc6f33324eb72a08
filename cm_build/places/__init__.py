"""From a file's tree to a place: answers, assessments, territory."""
