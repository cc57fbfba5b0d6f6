// Lets nobody in, as Azure does with those who have no rights, and writes down when it was asked.

const { appendFileSync, renameSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');

const [, , folder] = process.argv;
const refusal = JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'No.' } });

const server = createServer((_, response) => {
  appendFileSync(`${folder}/asked`, `${performance.timeOrigin + performance.now()}\n`);
  response.writeHead(403, { 'content-type': 'application/json' }).end(refusal);
});

server.listen(0, '127.0.0.1', () => {
  writeFileSync(`${folder}/new`, String(server.address().port));
  renameSync(`${folder}/new`, `${folder}/port`);
});
