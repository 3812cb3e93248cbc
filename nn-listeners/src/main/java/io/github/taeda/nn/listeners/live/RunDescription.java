package io.github.taeda.nn.listeners.live;

/**
 * What does not change in a run.
 *
 * @param saves whether there is something that saves
 * @param live whether it is trained here, not read from a file
 */
record RunDescription(String name, boolean saves, boolean live) {}
