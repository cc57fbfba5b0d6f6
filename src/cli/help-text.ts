// What help says beside the list of flags.

/** Exit codes and examples. */
export const examples: string = `
Exit codes:
  0  nothing fails
  1  something at or above --fail-on fails
  2  not everything asked for could be judged

Examples:
  pratique                                     scan this folder
  pratique infra -f terminal -f sarif=out.sarif
  pratique main.json --parameters prod.parameters.json --strict
  pratique --set baseline,strict               what a hardened registry meets
  pratique --only CKV_AZURE_137,quarantine     by another tool's id, by tag
  pratique explain quarantine-enabled
  pratique audit --tenant <id> --save monday.snapshot`;
