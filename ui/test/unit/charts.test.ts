import { describe, expect, it } from "vitest";
import type { Red, ServiceVersion } from "../../src/api/analysis";
import { extentOf, heatSummary, heatTable, momentTexts, summaryOf, valuesTable } from "../../src/model/chartTable";
import { heatOf } from "../../src/model/heat";
import { deploysOf, hasVersions, newestTwo, versionQuery } from "../../src/model/versions";

const MINUTE = 60_000;
const at = (text: string) => new Date(`2026-11-21T${text}`).getTime();
const moments = { firstMillis: at("12:00:00"), stepMillis: MINUTE };
const told = { format: (value: number) => `${value}/s`, moments };

describe("a chart as a table", () => {
  it("has a row a moment and a column a curve, and says what is under way", () => {
    const curves = [
      { name: "rate", points: [1, null, 3] },
      { name: "errors", points: [0, 2] },
    ];

    expect(valuesTable({ ...told, curves, isUnderWay: true })).toEqual({
      columns: ["Time", "rate", "errors"],
      rows: [
        ["12:02:00, under way", "3/s", "–"],
        ["12:01:00", "–", "2/s"],
        ["12:00:00", "1/s", "0/s"],
      ],
    });
  });

  it("tells what happened where something did", () => {
    const marks = [
      { at: 1, label: "1.5" },
      { at: 1, label: "1.6" },
    ];
    const { columns, rows } = valuesTable({ ...told, curves: [{ name: "rate", points: [1, 2] }], marks });

    expect(columns.at(-1)).toBe("What happened");
    expect(rows.map((row) => row.at(-1))).toEqual(["1.5, 1.6", ""]);
  });

  it("names the day where there is more than one", () => {
    expect(momentTexts({ firstMillis: at("12:00:00"), stepMillis: 13 * 60 * MINUTE }, 2)).toEqual([
      "2026-11-21 12:00:00",
      "2026-11-22 01:00:00",
    ]);
  });
});

describe("a chart in one sentence", () => {
  it("tells the lowest, the highest and the last, and when", () => {
    const curves = [{ name: "rate", points: [2, 5, null, 1, 3] }];

    expect(summaryOf("Rate", { ...told, curves, figure: "2.75/s" })).toBe(
      "Rate over time: 2.75/s; from 1/s at 12:03:00 to 5/s at 12:01:00, at last 3/s",
    );
  });

  it("tells each of several curves, and what happened", () => {
    const curves = [
      { name: "p95", points: [4, 4] },
      { name: "p50", points: [null, null] },
    ];

    expect(summaryOf("Latency", { ...told, curves, figure: "4/s, 0/s", marks: [{ at: 1, label: "1.5" }] })).toBe(
      "Latency over time: p95 always 4/s; p50 nothing; 1.5 at 12:01:00",
    );
    expect(extentOf([])).toBe("nothing");
  });
});

describe("a heatmap without its picture", () => {
  const bucket = (power: number, points: number[]) => ({
    labels: [{ name: "__bucket", type: "double" as const, value: 2 ** power / 1e9 }],
    points,
  });
  const heat = heatOf([bucket(20, [1, 2]), bucket(22, [0, 5])], `${at("12:00:00")}000000`, 60e9)!;

  it("leaves out durations that no span has", () => {
    expect(heatTable(heat)).toEqual({
      columns: ["Time", "to 1.05 ms", "to 4.19 ms"],
      rows: [
        ["12:01:00", "2", "5"],
        ["12:00:00", "1", "–"],
      ],
    });
  });

  it("tells its bounds and where most spans are", () => {
    expect(heatSummary(heat)).toBe(
      "Durations over time: from 524 µs to 4.19 ms; most, 5, from 2.10 ms to 4.19 ms at 12:01:00",
    );
  });
});

describe("versions", () => {
  const red: Red = { count: 1, rate: 1, errors: 0, errorRate: 0, p50Nanos: 1, p95Nanos: 1, p99Nanos: 1 };
  const version = (name: string, minute: number, isNew: boolean): ServiceVersion => ({
    version: name,
    red,
    sparkline: [],
    firstSeenUnixNano: `${minute * MINUTE}000000`,
    new: isNew,
  });
  const versions = [version("1.5", 30, true), version("", 10, true), version("1.4", 0, false)];
  const range = { startUnixNano: "0", endUnixNano: `${60 * MINUTE}000000`, stepNanos: MINUTE * 1e6 };

  it("that came in the range are marks, in order of time", () => {
    const answer = { service: "cart", basis: "requests", versions, range, truncated: false } as never;

    expect(deploysOf(answer)).toEqual([
      { at: 10, label: "no version told" },
      { at: 30, label: "1.5" },
    ]);
  });

  it("are compared where the newest came in the range", () => {
    expect(newestTwo(versions)?.map(({ version: name }) => name)).toEqual(["1.5", ""]);
    expect(newestTwo([version("1.4", 5, false), version("1.3", 0, false)])).toBeNull();
    expect(newestTwo(versions.slice(0, 1))).toBeNull();
  });

  it("are only there where one is told", () => {
    const answer = (some: readonly ServiceVersion[]) => ({ versions: some }) as never;

    expect(hasVersions(answer(versions))).toBe(true);
    expect(hasVersions(answer(versions.slice(1, 2)))).toBe(false);
    expect(hasVersions(undefined)).toBe(false);
  });

  it("are asked for by their name, or by none", () => {
    expect(versionQuery("cart", '1"5')).toBe(
      '{ resource.service.name = "cart" && resource.service.version = "1\\"5" }',
    );
    expect(versionQuery("cart", "")).toBe('{ resource.service.name = "cart" && resource.service.version = nil }');
  });
});
