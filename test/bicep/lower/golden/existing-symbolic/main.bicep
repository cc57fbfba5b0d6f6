param names string[]
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  name: 'group'
  scope: subscription()
}
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: names[0]
  scope: group
}
resource runtime 'Microsoft.KeyVault/vaults/keys@2023-07-01' existing = {
  parent: vault
  name: storage.properties.primaryLocation
}
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'storage'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    encryption: {
      keyvaultproperties: {
        keyvaulturi: vault.properties.vaultUri
      }
    }
  }
}
var inlined = storage.properties.primaryEndpoints
var alsoInlined = { blob: inlined.blob }
output uri string = runtime.properties.keyUri
output blob string = alsoInlined.blob
output id string = runtime.id
