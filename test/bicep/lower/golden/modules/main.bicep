param secretName string
param useVault bool
param regions array
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'vault'
}
module one 'child.bicep' = {
  name: 'one'
  params: {
    name: 'one'
    password: vault.getSecret(secretName)
    rules: [for r in regions: { region: r }]
  }
}
module many 'child.bicep' = [for (region, i) in regions: if (region != 'none') {
  name: 'many-${i}'
  params: {
    name: region
    password: useVault ? vault.getSecret(secretName, 'version') : one.outputs.server
    rules: []
  }
  dependsOn: [one]
}]
@description('Compiled already')
module compiled 'compiled.json' = {
  name: 'compiled'
  params: {
    size: 3
  }
}
module unnamed './child.bicep' = {
  params: {
    name: compiled.outputs.id
    password: 'x'
  }
}
output servers array = [for i in range(0, length(regions)): many[i].outputs.server]
output secret string = one.outputs.secret
output collection array = map(many, m => m.outputs.server)
