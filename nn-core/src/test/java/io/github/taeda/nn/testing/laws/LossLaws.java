package io.github.taeda.nn.testing.laws;

/** Every law of losses: a test class that implements this runs them all over its table. */
public interface LossLaws
    extends LossValueLaw,
        LossMemoryLaw,
        LossArrayLaw,
        LossErrorLaw,
        LossExtremesLaw,
        LossWeightsLaw {}
