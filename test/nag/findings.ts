import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Aspects, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, NagPackProps, NagReportFormat, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';

/** What a rule of a pack finds in a resource. */
export interface NagFinding {
  readonly rule: string;

  /** The resource's logical id. */
  readonly resource: string;
}

interface Report {
  readonly lines: ReadonlyArray<{ readonly ruleId: string; readonly resourceId: string; readonly compliance: string }>;
}

const PROPS: NagPackProps = { reports: true, reportFormats: [NagReportFormat.JSON] };

/**
 * What the packs find in a template, whatever made it. Rules that cannot decide (`UNKNOWN`) count as
 * findings: somebody must have looked.
 */
export function nagFindings(template: string, directory: string): NagFinding[] {
  const outdir = fs.mkdtempSync(path.join(directory, 'nag-'));
  // The packs have reports of their own; with the flag the newest CDK ends where they find something.
  const app = new App({ outdir, postCliContext: { '@aws-cdk/core:annotationsInValidationReport': false } });
  // The template has the parameter of another synthesizer already.
  const stack = new Stack(app, 'Stack', { synthesizer: new LegacyStackSynthesizer() });
  new CfnInclude(stack, 'Template', { templateFile: template });
  [new AwsSolutionsChecks(PROPS), new ServerlessChecks(PROPS), new NIST80053R5Checks(PROPS)].forEach((pack) => Aspects.of(app).add(pack));
  app.synth();
  const reports = fs.readdirSync(outdir).filter((file) => file.endsWith('NagReport.json'));
  if (reports.length !== 3) {
    throw new Error(`three packs wrote ${reports.length} reports`);
  }
  return reports
    .flatMap((file) => (JSON.parse(fs.readFileSync(path.join(outdir, file), 'utf8')) as Report).lines)
    .filter(({ compliance }) => compliance !== 'Compliant')
    .map(({ ruleId, resourceId }) => ({ rule: ruleId, resource: resourceId.split('/').pop()! }));
}
