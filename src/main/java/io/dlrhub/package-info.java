/**
 * The command line over Camel Main: run, check, demo, archive and what an operator asks a running
 * hub. Nothing an embedder needs lives here.
 */
package io.dlrhub;
