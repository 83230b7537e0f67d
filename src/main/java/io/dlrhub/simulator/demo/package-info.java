/** The demo: the hub against simulated providers, with a count of both sides at the end. */
package io.dlrhub.simulator.demo;
