@onlyIfNotExists()
@retryOn(['ResourceNotFound'], 3)
@description('Kept')
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'registry'
  location: 'westeurope'
  sku: { name: 'Basic' }
}
metadata owner = 'platform'
@description('Where')
@secure()
output server string = registry.properties.loginServer
