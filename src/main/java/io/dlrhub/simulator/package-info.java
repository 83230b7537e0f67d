/** Providers that behave, and misbehave on request: the demo and the tests run on them. */
package io.dlrhub.simulator;
