param a int
param b string
param o object
param list array
param maybe object?
var arithmetic = [1 + a, a - 1, a * 2, a / 2, a % 2, -a, -5, 3000000000]
var logic = [a > 1 && a < 5 || !(a == 3), a >= 1, a <= 1, a != 2]
var texts = [b =~ 'X', b !~ 'X', '${b}', 'x{${b}}y', 'it\'s', '[not an expression]', '[half']
var chosen = a > 1 ? b : null
var fallback = maybe.?name ?? 'none'
var members = [o.name, o['name'], o[b], list[0], list[^1], list[?2], list[?^2]]
var chain = [maybe.?a.b, maybe!.a, (maybe.?a).b, any(maybe.?a).b, maybe.?a[0]]
var spreadObject = { first: 1, ...o, last: { ...o } }
var spreadArray = [1, ...list, 2]
var keys = { copy: 1, 'with space': 2, '${b}': 3, '[x]': 4 }
var lambdas = map(filter(list, x => x.on), (x, i) => '${x.name}-${i}')
var sorted = sort(list, (l, r) => l < r)
var nested = { t: true, f: false, n: null, array: [[1], []], object: {} }
var inCall = union(o, { t: true, f: false, n: null, array: [1], text: 'it\'s' })
var named = [nameof(o.name), nameof(list), sys.toLower(b), az.resourceGroup().name]
var multi = '''
two
lines'''
