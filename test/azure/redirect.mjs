// Preloaded into the program for a demonstration: requests to Azure go to its double instead.

const azure = 'https://management.azure.com';
const real = globalThis.fetch;

globalThis.fetch = (url, init) => real(String(url).replace(azure, process.env.AZURE_DOUBLE ?? azure), init);
