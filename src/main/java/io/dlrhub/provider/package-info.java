/**
 * What every provider's Kamelets build on: the call that is sent once, what came of it, pauses, and
 * what a host may give (docs/architecture.md).
 */
package io.dlrhub.provider;
