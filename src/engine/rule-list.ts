/** All rules of the product, for the doors. */
export { rules } from "../../rules/index.js";
