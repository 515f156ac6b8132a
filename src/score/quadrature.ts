/** Nodes and weights of a rule on [0, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Quadrature>();

/** Gauss-Legendre rule of `count` nodes on [0, 1]: exact for polynomials of degree 2 `count` - 1. Computed once per count. */
export function gaussLegendre(count: number): Quadrature {
  const known = rules.get(count);
  if (known) return known;
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < (count + 1) >> 1; i++) {
    const [root, slope] = legendreRoot(count, i);
    const weight = 1 / ((1 - root * root) * slope * slope);
    nodes[i] = (1 - root) / 2;
    nodes[count - 1 - i] = (1 + root) / 2;
    weights[i] = weights[count - 1 - i] = weight;
  }
  const rule = { nodes, weights };
  rules.set(count, rule);
  return rule;
}

/** Root number `i` from the right of the Legendre polynomial, and the derivative there. Newton converges from this start in a few turns; the bound only guards against rounding cycles. */
function legendreRoot(degree: number, i: number): readonly [root: number, slope: number] {
  let x = Math.cos((Math.PI * (i + 0.75)) / (degree + 0.5));
  let slope = 1;
  for (let turn = 0; turn < 50; turn++) {
    let [previous, value] = [1, x];
    for (let k = 2; k <= degree; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
    slope = (degree * (x * value - previous)) / (x * x - 1);
    const step = value / slope;
    x -= step;
    if (Math.abs(step) < 1e-16) break;
  }
  return [x, slope];
}

/**
 * How many nodes give machine precision for a noisy-OR of `degree` + 1 factors with total exponent `exponent` (measured, SCORE section 6).
 * Half the degree is exact whatever the exponent; beyond 30,000 the count follows the root of the exponent, since the integrand then lives near 0.
 */
export function nodeCount(degree: number, exponent: number): number {
  const exact = Math.max(1, Math.ceil((degree + 1) / 2));
  return Math.min(exact, sufficient(exponent));
}

function sufficient(exponent: number): number {
  if (exponent <= 100) return 32;
  if (exponent <= 500) return 64;
  if (exponent <= 2_000) return 128;
  if (exponent <= 30_000) return 256;
  return 2 ** Math.ceil(Math.log2(1.5 * Math.sqrt(Math.min(exponent, 1e7))));
}
