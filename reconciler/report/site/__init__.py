"""The report as a folder of small HTML files: the city, each school, IT, each rule; two languages.

Every page is made from `reportfile.model.Report` alone: a view (plain strings, in one language) and
a template. A file needs nothing from any network and no other file to be read.
"""
