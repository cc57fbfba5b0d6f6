// The clouds of Azure and where each of them answers.

import { type Cloud, clouds } from '../templates/context.ts';
import { didYouMean } from '../values/nearest.ts';
import { LiveError } from './live-error.ts';

/** A cloud: its name, the address of its resource manager, and where it signs people in. */
export interface AzureCloud {
  readonly name: Cloud;
  /** Origin of the only host that requests go to. */
  readonly arm: string;
  readonly authority: string;
}

const known: Readonly<Record<Cloud, AzureCloud>> = {
  AzureCloud: {
    name: 'AzureCloud',
    arm: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
  },
  AzureUSGovernment: {
    name: 'AzureUSGovernment',
    arm: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
  },
  AzureChinaCloud: {
    name: 'AzureChinaCloud',
    arm: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
  },
};

/** The cloud of a name, any case; the public one for none. An unknown name is an error: guessing would ask the wrong host. */
export function readCloud(name: string | undefined): AzureCloud {
  if (name === undefined) return known.AzureCloud;
  const found = clouds.find((cloud) => cloud.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return known[found];
  throw new LiveError(`There is no cloud '${name}'${didYouMean(name, clouds) || '.'} Clouds are ${clouds.join(', ')}`);
}
