param vaultName string
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}
resource elsewhere 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'other'
  scope: resourceGroup('00000000-0000-0000-0000-000000000000', 'group')
}
resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' existing = {
  parent: elsewhere
  name: 'cmk'
}
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'identity'
  scope: subscription()
}
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'registry'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    encryption: {
      status: 'enabled'
      keyVaultProperties: {
        keyIdentifier: key.properties.keyUri
        identity: identity.id
      }
    }
    dataEndpointEnabled: vault.properties.enableRbacAuthorization
  }
}
