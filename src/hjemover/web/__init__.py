"""The screens (skjermbildene): views fetch, presenters word, templates lay out."""
