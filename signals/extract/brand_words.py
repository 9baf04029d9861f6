"""Nouns that companies like to be called by and that mean something else as often (signals §3.4, ambiguity).

The pronouncing dictionary has no frequencies: what it inflects is taken for common, and these are the common ones that
it does not inflect or does not know.
"""

from __future__ import annotations

from typing import Final

_TEXT = """
    abacus abyss adept almanac alpha andromeda anvil apex apollo aqua arbor archway argon armada artemis arugula
    ascent astra athena atoll aurora axis azure bandwidth banyan basil bassoon binnacle bison bobbin boreal brio
    bulwark caldera candor canopy capstone caravel cassiopeia cello chalice chard chasm chi chimera chive chrome
    cinnamon cipher cirrus citadel clarion clarity clave cloudburst clover cobalt coda codex confetti copse
    cornet corona crimson crucible cumulus cyclops cypress dahlia denim dervish dewdrop diorama drawbridge
    dynamo easel elixir endive enigma epsilon equinox eta exodus fauna flora focal foliage fractal fulcrum fury
    gamma gantry garnet gazette genesis genome geode ginkgo glyph gossamer granite graphite gravity griffin
    gryphon gusto haddock halcyon halibut hazel helium helix hemlock hera hermes ibex ibis igloo ignis indigo
    inkwell iota isthmus ivory ivy jasmine javelin jigsaw jubilee jupiter kale kappa kestrel krypton lambda
    lapis larch larkspur lattice lava lavender lemma linden lintel lithium lodestar logic lotus lucent lucid
    lumen lumina luna lux mackerel maestro magenta magma mainsail mandolin mercury meridian mesa mica midas
    mimosa minotaur mistletoe mistral momentum moraine mulberry myriad narwhal nautilus nebula nectar neptune
    nexus nimble nimbus nucleus nutmeg oasis obelisk oboe obsidian octant odyssey omega omicron onyx opal
    origami orion osprey palette panorama papyrus paragon parallax parchment parsley parsnip pegasus pendulum
    peninsula penumbra pewter phi pinnacle pinwheel platinum pluto polaris poplar portcullis portico psi quantum
    quartz quasar radian radiance radium radon reliance resonance rho rhubarb rivulet rosemary rudder saffron
    sandstone satchel savvy scalar scarab scarlet scepter serenity sextant shallot shamrock sherpa sienna sigma
    silverback sirius sirocco snowdrop solace sonar spectra sphinx spindle stardust starling stella stellar
    stork stratum stratus sulfur sundial sunrise sycamore taiga tandem tangram tarragon tau teal tempest terra
    terraform theta thimble throne thyme tidal tiller titanium toucan trailhead trellis tribune trident trillium
    trout trove trowel tundra turquoise umbra unicorn upsilon uranium uranus vanguard vellum velvet venus
    verbena verdant vertex verve vesper vortex wayfarer wisteria wolverine wren xenon yarrow yew yonder zeal
    zenith zest zeta zeus zinc
"""
BRAND_WORDS: Final = frozenset(_TEXT.split())
