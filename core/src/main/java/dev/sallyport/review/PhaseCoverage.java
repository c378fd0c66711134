package dev.sallyport.review;

/**
 * A phase with an onRollback.
 *
 * @param name the phase's name
 * @param undo how its onRollback is run
 */
public record PhaseCoverage(String name, UndoCoverage undo) {}
