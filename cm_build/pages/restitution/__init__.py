"""What a workshop gives back to those who took part: a page a year, to read and to print."""
