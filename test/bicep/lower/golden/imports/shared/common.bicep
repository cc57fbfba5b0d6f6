import { suffix } from 'names.bicep'
@export()
@description('How much it costs')
type sku = 'Basic' | tier
type tier = 'Standard' | 'Premium'
@export()
var defaults = {
  sku: 'Premium'
  limits: limits
  text: loadTextContent('note.txt')
}
var limits = loadJsonContent('limits.json')
@export()
var regions = [for i in range(0, 2): 'region${i}']
@export()
func nameFor(kind string) string => '${prefixOf(kind)}-${suffix}'
func prefixOf(kind string) string => take(kind, 3)
