import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import { type Drawing, heatOf, type Shape } from "@/shared/charts/drawing";
import { alpha3Of, countryName } from "@/shared/countries/iso";

/**
 * Countries too small for the drawing, as numeric code, longitude and latitude of their middle (of Natural Earth's
 * larger drawing, world-atlas 2.0.2, countries-50m): they are drawn as points.
 */
const POINTS =
  "336 12.4 41.9|583 153.3 7.5|584 170.3 7.0|580 145.6 15.8|850 -64.8 18.0|316 144.8 13.4|016 -170.7 -14.3|654 -9.7 -12.4|660 -63.1 18.2|136 -80.9 19.4|060 -64.8 32.3|092 -64.5 18.5|796 -72.0 21.8|500 -62.2 16.7|776 -174.8 -20.4|702 103.8 1.4|690 55.5 -4.7|678 6.7 0.4|674 12.5 43.9|882 -172.2 -13.8|670 -61.2 13.2|662 -61.0 13.9|659 -62.7 17.3|585 134.4 7.3|570 -169.9 -19.0|184 -159.8 -21.2|533 -70.0 12.5|531 -69.0 12.2|520 166.9 -0.5|492 7.4 43.8|480 57.6 -20.3|470 14.4 35.9|462 73.5 3.7|438 9.5 47.1|296 -167.9 0.9|308 -61.7 12.1|212 -61.4 15.4|174 43.7 -11.9|446 113.5 22.2|344 114.1 22.4|132 -24.0 16.0|052 -59.6 13.2|048 50.5 26.0|028 -61.8 17.3|020 1.6 42.5|534 -63.1 18.1|798 179.2 -8.5|242 178.0 -17.8";

type Names = { name: string };
const topology = atlas as unknown as Topology<{ countries: GeometryCollection<Names> }>;
/** Antarctica hosts nobody, and would take a fifth of the drawing. */
const COUNTRIES = feature(topology, topology.objects.countries).features.filter(({ id }) => id !== "010");
/** Fewer square pixels than this do not show: a point stands there too. */
const TOO_SMALL = 16;
const RADIUS = 4.5;

interface Asked {
  /** How many by alpha-3 code. */
  counts: ReadonlyMap<string, number>;
  width: number;
  write: (value: number) => string;
  /** The country that is pointed at from the list. */
  here?: string;
}

/** The world with each country shaded by its count, and the words of it for who points there. */
export function world({ counts, width, write, here }: Asked): Drawing {
  const height = Math.round(width * 0.48);
  const whole = { type: "FeatureCollection" as const, features: COUNTRIES };
  const projection = geoNaturalEarth1().fitExtent(
    [
      [6, 4],
      [width - 6, height - 4],
    ],
    whole,
  );
  const path = geoPath(projection).digits(1);
  const most = Math.max(0, ...counts.values());
  const looks = (code: string | undefined) => {
    const count = (code && counts.get(code)) || 0;
    const says = code ? `${countryName(code)}: ${write(count)}` : undefined;
    return {
      ink: `heat-${heatOf(count, most)}` as const,
      outline: code !== undefined && code === here ? ("danger" as const) : ("line" as const),
      says,
      of: count > 0 ? code : undefined,
    };
  };
  const land = COUNTRIES.flatMap((country): Shape[] => {
    const d = path(country);
    return d
      ? [{ kind: "path", d, ...looks(alpha3Of(country.id?.toString(), country.properties?.name)) }]
      : [];
  });
  const point = (at: [number, number] | null, code: string | undefined): Shape[] =>
    at && code && counts.get(code)
      ? [
          {
            kind: "circle",
            x: at[0],
            y: at[1],
            r: RADIUS,
            ...looks(code),
            outline: code === here ? "danger" : "ink",
          },
        ]
      : [];
  // One whose parts lie on both edges has no middle of its own: it stands among the points.
  const small = COUNTRIES.filter(
    (country) => path.area(country) < TOO_SMALL && !POINTS.includes(`${country.id} `),
  ).flatMap((country) =>
    point(path.centroid(country), alpha3Of(country.id?.toString(), country.properties?.name)),
  );
  const islands = POINTS.split("|").flatMap((words) => {
    const [numeric, longitude, latitude] = words.split(" ");
    return point(projection([Number(longitude), Number(latitude)]), alpha3Of(numeric));
  });
  return { width, height, shapes: [...land, ...small, ...islands] };
}
