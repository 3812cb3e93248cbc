package io.github.taeda.nn.testing.laws;

/** Every law of modules: a test class that implements this runs them all over its table. */
public interface ModuleLaws
    extends DerivativeLaw,
        AccumulationLaw,
        ReadOnlyLaw,
        NewArraysLaw,
        HalvesLaw,
        MemoryLaw,
        EvaluationLaw,
        RowsLaw,
        LayoutLaw,
        SeedLaw,
        ErrorLaw,
        TextLaw,
        TypeLaw,
        ScratchLaw,
        CopyLaw,
        ConfigurationLaw,
        ExtremesLaw {}
