targetScope = 'subscription'
param groupName string
param otherSubscription string
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: groupName
  location: 'westeurope'
}
resource policy 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'policy'
  properties: {}
}
resource management 'Microsoft.Management/managementGroups@2023-04-01' existing = {
  name: 'mg'
  scope: tenant()
}
module inGroup 'child.bicep' = {
  name: 'in-group'
  scope: group
}
module inOther 'child.bicep' = {
  name: 'in-other'
  scope: resourceGroup(otherSubscription, 'rg')
}
module inSubscription 'subscription.bicep' = {
  name: 'in-subscription'
  scope: subscription(otherSubscription)
}
module inTenant 'tenant.bicep' = {
  name: 'in-tenant'
  scope: tenant()
}
module inManagement 'management.bicep' = {
  name: 'in-management'
  scope: management
}
output ids array = [group.id, policy.id, inGroup.outputs.id, management.id]
