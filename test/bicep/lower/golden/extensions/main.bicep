extension kubernetes with {
  kubeConfig: kubeConfig
  namespace: 'default'
} as k8s
@secure()
param kubeConfig string
resource service 'core/Service@v1' = {
  metadata: {
    name: 'service'
  }
}
output ip string = service.spec.clusterIP
