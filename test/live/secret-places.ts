// Where Azure, and people who use it, put secrets: each place as the resource that holds one.

import type { Json, JsonObject } from '../../src/values/json.ts';

/** A resource with a secret in one place. */
export type SecretPlace = (secret: string) => JsonObject;

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function resource(type: string, properties: Json, parts: JsonObject = {}): JsonObject {
  const [namespace = '', ...types] = type.split('/');
  const path = types.map((one, i) => `${one}/n${i}`).join('/');
  const id = `/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/Platform/providers/${namespace}/${path}`;
  return { id, name: `n${types.length - 1}`, type, location: 'westeurope', properties, ...parts };
}

const task = (step: JsonObject, more: JsonObject = {}): JsonObject =>
  resource('Microsoft.ContainerRegistry/registries/tasks', { step: { type: 'EncodedTask', ...step }, ...more });

/** A task with a file. */
export function taskWithFile(text: string, more: JsonObject = {}): JsonObject {
  return task({ encodedTaskContent: base64(text), ...more });
}

const file = (lines: string): SecretPlace => {
  return (secret) => taskWithFile(`version: v1.1.0\n${lines.replaceAll('SECRET', secret)}\n`);
};

const app = (container: JsonObject): JsonObject =>
  resource('Microsoft.App/containerApps', { template: { containers: [container] } });

/** By what the secret is. */
export const secretPlaces: Readonly<Record<string, SecretPlace>> = {
  'a variable of a task file': file('steps:\n- cmd: bash -c test\n  env: [API_TOKEN=SECRET, REGION=west]'),
  'a variable with a harmless name': file('steps:\n- cmd: bash -c test\n  env:\n  - REGION=SECRET'),
  'a variable in quotes': file('steps:\n- cmd: bash -c test\n  env:\n  - "REGION=a b, SECRET"'),
  'a variable over several lines': file('steps:\n- cmd: bash -c test\n  env:\n  - API_TOKEN=first\n    SECRET'),
  'a variable of all steps': file("env: ['DB_PASSWORD=SECRET']\nsteps:\n- build: -t web ."),
  'a password in a command': file('steps:\n- cmd: az acr login -n x -u me --password SECRET'),
  'a short flag in a command': file("steps:\n- cmd: docker login -u me -p 'SECRET' contoso.azurecr.io"),
  'a password in a folded command': file(
    'steps:\n- cmd: >\n    docker login -u me\n    --password=SECRET contoso.azurecr.io',
  ),
  'a build argument': file('steps:\n- build: --build-arg NPM_TOKEN=SECRET -t web .'),
  'an address with a password': file('steps:\n- cmd: bash -c "git clone https://me:SECRET@github.com/contoso/web"'),
  'an address with a token': file('steps:\n- cmd: bash -c "git clone https://SECRET@github.com/contoso/web"'),
  'a header': file("steps:\n- cmd: |\n    curl -H 'Authorization: Bearer SECRET' https://contoso.com"),
  'another header': file("steps:\n- cmd: |\n    curl -H 'X-Api-Key: SECRET' https://contoso.com"),
  'a user of curl': file('steps:\n- cmd: curl -u me:SECRET https://contoso.com'),
  'an alias': file('alias:\n  values:\n    token: SECRET\nsteps:\n- cmd: bash -c test\n  env: [API_TOKEN=$token]'),
  'a comment': file('# the password is SECRET\nsteps:\n- build: -t web . # or SECRET'),
  'a file nobody understands': file('steps: &anchor\n- cmd: docker login -p SECRET\nmore: *anchor'),
  'a file that is no text': (secret) =>
    task({ encodedTaskContent: Buffer.from(`\u0000\u00ff${secret}`, 'latin1').toString('base64') }),
  'values in a file': (secret) => task({ encodedTaskContent: '', encodedValuesContent: base64(`password: ${secret}`) }),
  'values in a file, further down': (secret) => task({ encodedValuesContent: base64(`db:\n  token: '${secret}'`) }),
  'a value of a task': (secret) => task({ values: [{ name: 'REGION', value: secret, isSecret: true }] }),
  'a value with a telling name': (secret) =>
    task({ values: [{ name: 'db-password', value: secret, isSecret: false }] }),
  'an argument of a task': (secret) => task({ arguments: [{ name: 'PAT', value: secret }] }),
  'a token for a context': (secret) => task({ contextAccessToken: secret }),
  'a context with a password': (secret) => task({ contextPath: `https://me:${secret}@github.com/contoso/web.git` }),
  'a context with a signature': (secret) =>
    task({ contextPath: `https://x.blob.core.windows.net/a?sv=1&sig=${secret}` }),
  'a token of a trigger': (secret) =>
    task(
      {},
      {
        trigger: {
          sourceTriggers: [
            { sourceRepository: { sourceControlAuthProperties: { token: secret, refreshToken: secret } } },
          ],
        },
      },
    ),
  'a password of another registry': (secret) =>
    task({}, { credentials: { customRegistries: { 'x.io': { password: { type: 'Opaque', value: secret } } } } }),
  'a header of a webhook': (secret) =>
    resource('Microsoft.ContainerRegistry/registries/webhooks', { customHeaders: { 'X-Anything': secret } }),
  'a code in the address of a webhook': (secret) =>
    resource('Microsoft.ContainerRegistry/registries/webhooks', {
      serviceUri: `https://x.azurewebsites.net/api?code=${secret}`,
    }),
  'a password of a token': (secret) =>
    resource('Microsoft.ContainerRegistry/registries/tokens', {
      credentials: { passwords: [{ name: 'one', value: secret }] },
    }),
  'a variable of a container app': (secret) => app({ name: 'web', env: [{ name: 'REGION', value: secret }] }),
  'an argument of a container app': (secret) => app({ name: 'web', args: [`--connection-string=${secret}`] }),
  'a header of a probe': (secret) => app({ probes: [{ httpGet: { httpHeaders: [{ name: 'X', value: secret }] } }] }),
  'a secret of a container app': (secret) =>
    resource('Microsoft.App/containerApps', { configuration: { secrets: [{ name: 'one', value: secret }] } }),
  'a key of an environment': (secret) =>
    resource('Microsoft.App/managedEnvironments', {
      appLogsConfiguration: { logAnalyticsConfiguration: { sharedKey: secret } },
    }),
  'a connection string of an environment': (secret) =>
    resource('Microsoft.App/managedEnvironments', { daprAIConnectionString: `InstrumentationKey=${secret}` }),
  'a variable of a container group': (secret) =>
    resource('Microsoft.ContainerInstance/containerGroups', {
      containers: [{ properties: { environmentVariables: [{ name: 'X', value: secret, secureValue: secret }] } }],
    }),
  'a password of a container group': (secret) =>
    resource('Microsoft.ContainerInstance/containerGroups', {
      imageRegistryCredentials: [{ server: 'x', password: secret }],
    }),
  'a volume of a container group': (secret) =>
    resource('Microsoft.ContainerInstance/containerGroups', {
      volumes: [{ secret: { file: base64(secret) }, azureFile: { storageAccountKey: secret } }],
    }),
  'a command of a container group': (secret) =>
    resource('Microsoft.ContainerInstance/containerGroups', {
      containers: [{ properties: { command: ['sh', '-c', `export DB_PASSWORD=${secret}; run`] } }],
    }),
  'a setting of a web app': (secret) =>
    resource('Microsoft.Web/sites', { siteConfig: { appSettings: [{ name: 'REGION', value: secret }] } }),
  'a connection of a web app': (secret) =>
    resource('Microsoft.Web/sites/config', {
      connectionStrings: [{ name: 'db', connectionString: `Server=x;Password=${secret};` }],
    }),
  'a storage of a web app': (secret) =>
    resource('Microsoft.Web/sites/config', { azureStorageAccounts: { one: { accessKey: secret } } }),
  'a machine key of a web app': (secret) =>
    resource('Microsoft.Web/sites/config', {
      machineKey: { validation: 'x', validationKey: secret, decryptionKey: secret },
    }),
  'a composition of a web app': (secret) =>
    resource('Microsoft.Web/sites', { siteConfig: { linuxFxVersion: `COMPOSE|${base64(`services: ${secret}`)}` } }),
  'data of a machine': (secret) =>
    resource('Microsoft.Compute/virtualMachines', {
      osProfile: { customData: base64(secret), adminPassword: secret },
      userData: base64(secret),
    }),
  'a principal of a cluster': (secret) =>
    resource('Microsoft.ContainerService/managedClusters', { servicePrincipalProfile: { clientId: 'x', secret } }),
  'an action of an automation': (secret) =>
    resource('Microsoft.Security/automations', {
      actions: [{ uri: `https://x.logic.azure.com/a?sp=run&sig=${secret}` }],
    }),
  'a tag': (secret) => resource('Microsoft.ContainerRegistry/registries', {}, { tags: { deployPassword: secret } }),
  'a connection string in a tag': (secret) =>
    resource(
      'Microsoft.ContainerRegistry/registries',
      {},
      { tags: { note: `DefaultEndpointsProtocol=https;AccountKey=${secret}` } },
    ),
  'a parameter of a policy': (secret) =>
    resource('Microsoft.Authorization/policyAssignments', { parameters: { workspaceApiKey: { value: secret } } }),
};

/** Secrets that are told by their form, wherever they stand. */
export const knownForms: Readonly<Record<string, (letters: string) => string>> = {
  'a token of GitHub': (letters) => `ghp_${letters.repeat(4).slice(0, 36)}`,
  'a web token': (letters) => `eyJhbGciOiJIUzI1NiJ9.${letters}.${letters}`,
  'a key of a storage account': (letters) => `${letters.repeat(9).slice(0, 86)}==`,
  'a secret of an application': (letters) => `${letters.slice(0, 3)}8Q~${letters.repeat(4).slice(0, 34)}`,
  'a private key': (letters) => `-----BEGIN PRIVATE KEY-----\n${letters}\n-----END PRIVATE KEY-----`,
};
