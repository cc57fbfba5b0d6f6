var text = loadTextContent('note.txt')
var parsed = loadJsonContent('limits.json')
var part = loadJsonContent('limits.json', '$.rules[?(@.days > 5)].name')
var yaml = loadYamlContent('rules.yaml')
var inside = '${loadTextContent('note.txt')}!'
var encoded = base64ToString(loadFileAsBase64('note.txt'))
var folder = loadDirectoryFileInfo('.', '*.txt')
func loaded() string => loadTextContent('note.txt')
