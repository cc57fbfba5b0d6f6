@description('Joins two parts')
@export()
func join2(a string, b string?) string => '${a}-${b ?? 'none'}'
func twice(o { name: string }) object => { first: join2(o.name, null), second: o }
output value string = join2('x', 'y')
output object object = twice({ name: 'n' })
