"""The light network: a repository that holds its data and takes the project as a package."""
