@description('''
  Name of the registry
  as people see it
''')
@minLength(5)
@maxLength(50)
param name string
@allowed(['Basic', 'Standard', 'Premium'])
param sku string = 'Premium'
@secure()
param password string
@secure()
param settings object
@minValue(1)
@maxValue(90)
param days int = 7
@metadata({ owner: 'platform', since: 2024 })
param enabled bool = true
param zones array = ['1', '2']
param location string = resourceGroup().location
param nothing string?
param counts int[]
param anything any
