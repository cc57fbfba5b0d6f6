param name string
@secure()
param password string
param rules array = []
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: resourceGroup().location
  sku: { name: 'Basic' }
}
output server string = registry.properties.loginServer
@secure()
output secret string = registry.listCredentials().passwords[0].value
