/** The versions of a service beside each other. */

import type { ServiceVersion, ServiceVersions } from "../api/analysis";
import type { Mark } from "./chartTable";
import { type Chip, formatChips, quote } from "./traceql";

export const serviceChip = (name: string): Chip => ({
  field: "resource.service.name",
  operator: "=",
  value: quote(name),
});

const versionChip = (version: string): Chip => ({
  field: "resource.service.version",
  operator: "=",
  value: version === "" ? "nil" : quote(version),
});

/** A query for the spans of one version. */
export const versionQuery = (service: string, version: string): string =>
  formatChips({ chips: [serviceChip(service), versionChip(version)], rest: "" });

export const versionText = (version: string) => (version === "" ? "no version told" : version);

/** The versions that came in the range, at the steps in which they did. */
export function deploysOf({ range, versions }: ServiceVersions): readonly Mark[] {
  return versions
    .filter((version) => version.new)
    .map(({ version, firstSeenUnixNano }) => ({
      at: Number((BigInt(firstSeenUnixNano) - BigInt(range.startUnixNano)) / BigInt(range.stepNanos)),
      label: versionText(version),
    }))
    .toReversed();
}

/** There is nothing to compare of a service that tells none. */
export const hasVersions = (answer: ServiceVersions | undefined): answer is ServiceVersions =>
  answer !== undefined && answer.versions.some(({ version }) => version !== "");

/** Of which versions one is told beside the others: of the newest, and what was there before it. */
export function newestTwo(versions: readonly ServiceVersion[]): readonly [ServiceVersion, ServiceVersion] | null {
  const [newest, before] = versions;
  return newest?.new && before ? [newest, before] : null;
}
