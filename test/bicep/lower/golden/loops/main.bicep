param names array
param count int
var doubled = [for (n, i) in names: '${n}-${i}']
var objects = [for n in names: { name: n, copies: [for i in range(0, count): i] }]
var constants = [for n in names: 1]
@batchSize(2)
resource registries 'Microsoft.ContainerRegistry/registries@2023-07-01' = [for (n, i) in names: if (n != 'skip') {
  name: 'acr${n}${i}'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    networkRuleSet: {
      defaultAction: 'Deny'
      ipRules: [for j in range(0, count): { action: 'Allow', value: '10.0.${i}.${j}' }]
    }
  }
}]
resource replications 'Microsoft.ContainerRegistry/registries/replications@2023-07-01' = [for i in range(0, length(names)): {
  parent: registries[i]
  name: 'northeurope'
  location: 'northeurope'
}]
output ids array = [for i in range(0, length(names)): registries[i].id]
output servers array = [for (n, i) in names: { name: n, server: registries[i].properties.loginServer }]
output all array = map(registries, r => r.properties.loginServer)
