import { sku as registrySku, defaults, nameFor, regions } from 'shared/common.bicep'
import * as compiled from 'compiled.json'
param chosen registrySku = 'Premium'
param shape compiled.shape
var name = nameFor('registry')
var all = [...regions, compiled.extra, compiled.full('x')]
output settings object = defaults
