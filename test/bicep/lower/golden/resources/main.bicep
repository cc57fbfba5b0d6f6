param deploy bool
param registryName string
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = if (deploy) {
  name: registryName
  location: resourceGroup().location
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
  }
  resource scopeMap 'scopeMaps' = {
    name: 'pull'
    properties: {
      actions: ['repositories/*/content/read']
    }
  }
  resource token 'tokens@2023-01-01-preview' = if (registryName != 'x') {
    name: 'token'
    properties: {
      scopeMapId: scopeMap.id
    }
  }
}
resource webhook 'Microsoft.ContainerRegistry/registries/webhooks@2023-07-01' = {
  parent: registry
  name: 'hook'
  location: registry.location
  properties: {
    serviceUri: 'https://example.org'
    actions: ['push']
  }
}
resource task 'Microsoft.ContainerRegistry/registries/tasks@2019-06-01-preview' = {
  name: '${registryName}/build'
  location: resourceGroup().location
  dependsOn: [webhook]
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: registry
  properties: {
    level: 'CanNotDelete'
  }
}
resource taskLock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: task
  properties: {
    level: 'CanNotDelete'
    notes: registry::token.name
  }
}
output login string = registry.properties.loginServer
output safe string? = registry.?properties.loginServer
output keys object = registry.listCredentials()
output tokenId string = registry::token.id
output described array = [registry.name, registry.type, registry.apiVersion, webhook.name, webhook.id]
