// Where rules know more than the published definitions say, each with the reason. Types are in lower case.

/** Resource types without definitions. */
export const undefinedTypes: ReadonlyMap<string, string> = new Map([
  ['microsoft.containerregistry/registries/usages', 'What listUsages answers, which no template declares.'],
  ['microsoft.containerregistry/registries/webhooks/events', 'What listEvents answers, which no template declares.'],
  ['microsoft.customerlockbox/tenantoptedin', 'What the REST API answers about a tenant; no template declares it.'],
  ['notaryproject.notation/trustpolicies', 'Statements of files that the Notary Project specifies, not Azure.'],
]);

/** Types that are generally available, although the API versions that have what rules read are called previews. */
export const previewInName: ReadonlyMap<string, string> = new Map([
  ['microsoft.authorization/policyexemptions', 'The documentation of Azure Policy speaks of no preview.'],
  [
    'microsoft.authorization/roleassignmentscheduleinstances',
    'Templates cannot declare it; its stable version 2020-10-01 answers requests, but has no definition.',
  ],
  ['microsoft.insights/diagnosticsettings', 'The documentation of Azure Monitor speaks of no preview.'],
  ['microsoft.security/assessments/subassessments', 'The documentation of Defender for Cloud speaks of no preview.'],
  ['microsoft.security/automations', 'The documentation of Defender for Cloud speaks of no preview.'],
]);

/** Fields whose first version was withdrawn and has no definition any more, by type and path, with that version. */
export const withdrawn: ReadonlyMap<string, string> = new Map([
  ['microsoft.security/pricings properties.pricingTier', '2017-08-01-preview'],
]);

/** Fields of features in preview, by type and path, that rules about other things look at too. */
export const previewAside: ReadonlyMap<string, string> = new Map([
  [
    'microsoft.containerregistry/registries/agentpools properties.virtualNetworkSubnetResourceId',
    'Where there is an agent pool, its network must reach the registry too.',
  ],
  [
    'microsoft.containerregistry/registries/cacherules identity.type',
    'One of several ways to sign in; where it is missing the others count.',
  ],
  [
    'microsoft.containerregistry/registries/cacherules properties.additionalAuthenticationProperties',
    'One of several ways to sign in; where it is missing the others count.',
  ],
  [
    'microsoft.containerregistry/registries/tasks properties.agentPoolName',
    'A task that runs in an agent pool does not come from the network of ACR Tasks.',
  ],
  [
    'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials properties.claimsMatchingExpression.value',
    'Flexible credentials say there what others say in the subject.',
  ],
]);
