@export()
var suffix = 'prod'
