@export()
@description('A rule for one network')
type ipRule = {
  @description('The network')
  @minLength(3)
  value: string
  action: 'Allow' | 'Deny'
  tags: { *: string }?
  @secure()
  key: string?
}
type size = 1 | 2 | -3
type maybe = ('a' | null)
type pair = [string, int]
@sealed()
type exact = { a: bool }
@discriminator('kind')
type shape = circle | square
type circle = { kind: 'circle', radius: int }
type square = { kind: 'square', side: int, inner: shape? }
type part = ipRule.action
type item = rules[*]
type rules = ipRule[]
type first = pair[0]
type others = bag.*
type bag = { *: circle }
type literals = ('x' | 'y')[]
param rule ipRule
param all rules = []
param sure ipRule.tags!
param network resourceInput<'Microsoft.ContainerRegistry/registries@2023-07-01'>.properties.networkRuleSet
